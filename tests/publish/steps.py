"""The documented steps of making an API public, and how each is checked or done here.

The steps are the sentences of "Making an API Public", https://develop.sentry.dev/api/public/.
`says` are a few words of a sentence, enough to find it. `by` is what checks it or does it, ids of
findings between backticks. `shown_by` are tests below tests/, or mistakes in the example by the
name that tests/mutation gives them.
"""

from __future__ import annotations

from typing import NamedTuple


class Row(NamedTuple):
    """A sentence that asks an author to do something, or describes a result of the tool."""

    says: str
    by: str
    shown_by: tuple[str, ...]


RULES = "publish/rules/"
CHANGES = "compat/test_edits.py::test_an_edit"
MISTAKE = "a mistake: "

TABLE = (
    # ------------------------------------------------------------ private and public
    Row(
        "A private API is an undocumented API",
        "what is not declared public is in no output",
        (
            "publish/test_public.py::test_private_views_and_what_only_they_use_are_absent",
            "publish/test_privacy.py::test_nothing_private_gets_out",
        ),
    ),
    Row(
        "Sentry can make breaking changes to this type of API",
        "no check looks at a private operation",
        (
            "conformance/test_checks.py::test_private_operations_are_left_alone",
            "conformance/test_middleware.py::test_private_operations_are_left_alone",
        ),
    ),
    Row(
        "You can have private attributes within a public endpoint",
        "Private[T]",
        ("publish/test_findings.py::test_private_fields_leave_no_trace",),
    ),
    Row(
        "If what is returned is not documented",
        "`sample-leak` in a sample; in a response it is no failure",
        (
            f"{RULES}test_sample_leak.py::test_a_private_attribute",
            "conformance/test_client.py::test_an_undocumented_attribute_is_no_failure",
            f"{MISTAKE}a private attribute in a sample",
        ),
    ),
    # ------------------------------------------------------------ the promise
    Row(
        "committing to always returning at least the set of defined attributes",
        "`response-attribute-optional`; the contract tests",
        (CHANGES, "conformance/test_client.py::test_a_broken_contract_fails_with_place_and_source"),
    ),
    Row(
        "the attribute(s) cannot be removed",
        "`response-attribute-removed`",
        (CHANGES, "publish/test_diff.py::test_a_break_leads_to_the_source"),
    ),
    Row(
        "the type of the attribute cannot be changed",
        "`response-type-changed`",
        (CHANGES, "compat/test_law.py::test_what_sampling_finds_in_a_response_is_reported"),
    ),
    Row(
        "You can add attributes to a public endpoint",
        "`response-attribute-added`",
        (CHANGES, "compat/test_command.py::test_an_addition"),
    ),
    Row("you can only add to it", "`operation-removed`", (CHANGES,)),
    Row(
        "You cannot make any breaking changes",
        "apidocs diff",
        (
            "publish/test_diff.py::test_the_project_against_a_base",
            "compat/test_command.py::test_a_break",
        ),
    ),
    Row(
        "ensure that your endpoint conforms to the checklist",
        "apidocs test",
        (
            "publish/test_test_command.py::test_nothing_is_wrong_and_nothing_is_written",
            "publish/test_command.py::test_all_findings_are_shown",
            "mutation/test_mutations.py::test_the_example_as_it_is",
        ),
    ),
    Row(
        "An attribute is required if it will always be returned",
        "a key of a total TypedDict; `sample-valid`",
        (
            "translate/test_forms.py::test_required_keeps_declared_order",
            f"{MISTAKE}an attribute is missing",
        ),
    ),
    Row(
        "Some endpoints have no response schema",
        "`response-schema`, unless waived with a reason",
        (
            f"{RULES}test_response_schema.py::test_a_response_without_a_schema",
            "publish/test_waivers.py::test_a_waiver_that_is_needed",
        ),
    ),
    Row(
        "we recommend new endpoints always provide response schema",
        "`response-schema`, `free-form`",
        (f"{MISTAKE}a response without schema", f"{MISTAKE}a response of anything"),
    ),
    # ------------------------------------------------------------ 1. declaring it public
    Row(
        "We use Open API Spec 3 and the drf-spectacular library",
        "OpenAPI 3.0, 3.1 and 3.2 by drf-spectacular's own generator",
        ("spectacular/test_versions.py::test_a_document_is_valid",),
    ),
    Row(
        "Declare the endpoint public by setting the public attribute",
        "`public-methods`",
        (
            "publish/test_public.py::test_private_methods_are_absent",
            "publish/test_public.py::test_a_wrong_declaration",
            f"{MISTAKE}a string for public",
            f"{MISTAKE}a method in lower case",
            f"{MISTAKE}a method it lacks",
        ),
    ),
    # ------------------------------------------------------------ 2. the tab of the sidebar
    Row(
        "Specify the endpoint's sidebar tab by using",
        "`one-tag`",
        (
            f"{RULES}test_one_tag.py::test_one_tag",
            f"{MISTAKE}drop a tag",
            f"{MISTAKE}two tags",
        ),
    ),
    Row(
        "current list of tags or add tags here",
        "`tag-defined`, `tag-described`: SPECTACULAR_SETTINGS has the list",
        (
            f"{RULES}test_tag_defined.py::test_tags_that_are_defined",
            f"{MISTAKE}a typo in a tag",
            f"{MISTAKE}a tag without description",
        ),
    ),
    # ------------------------------------------------------------ 3. the decorator of the method
    Row(
        "We utilize another @extend_schema decorator on the endpoint function",
        "all of it, as drf-spectacular reads it",
        ("spectacular/test_adoption.py::test_the_same_bytes",),
    ),
    Row(
        "The code below provides an example of a fully documented endpoint",
        "the same code, and nothing is found wrong with it",
        ("publish/test_steps.py::test_the_endpoint_of_the_text",),
    ),
    Row(
        "Specify an operation_id that will be shown as the title",
        "`title`, `title-unique`; published as summary and token",
        (
            "publish/test_dereference.py::test_titles",
            f"{MISTAKE}no title",
            f"{MISTAKE}a title twice",
        ),
    ),
    Row(
        "Specify the parameters using a list of parameters and serializers",
        "`path-variable`, `unknown-path-parameter`",
        (
            f"{MISTAKE}a path variable that is not declared",
            f"{MISTAKE}a path parameter that the path lacks",
        ),
    ),
    Row(
        "You can find existing parameters in this file",
        "GlobalParams, which a project extends",
        ("test_parameters.py::test_a_project_extends_them",),
    ),
    Row(
        "the description field in OpenApiParameter populates",
        "`parameter-described`",
        (
            f"{RULES}test_parameter_described.py::test_a_parameter_without_description",
            f"{MISTAKE}a path parameter without description",
        ),
    ),
    Row(
        "DRF serializers conveniently translate into query parameters",
        "`parameter-described`: its help_text is the description",
        (
            f"{RULES}test_parameter_described.py::test_described_parameters",
            f"{MISTAKE}a field of a query serializer without help_text",
        ),
    ),
    Row(
        "Specify the request serializer",
        "`request-body`",
        (f"{RULES}test_request_body.py::test_what_may_be_said", f"{MISTAKE}no request"),
    ),
    Row(
        "can generally just be the DRF serializer of endpoint itself",
        "`request-body`: the serializer of the view counts",
        (f"{RULES}test_request_body.py::test_what_the_view_says",),
    ),
    Row(
        "use drf-spectacular's inline_serializer",
        "`request-body`: an inline_serializer counts",
        (f"{RULES}test_request_body.py::test_what_may_be_said",),
    ),
    Row(
        "you can either omit the request field or set it to None",
        "`request-body`: None, a method that takes no body, or a view that reads none",
        (
            f"{RULES}test_request_body.py::test_an_endpoint_that_reads_no_body",
            f"{RULES}test_request_body.py::test_none_is_no_body_in_the_document",
            f"{RULES}test_request_body.py::test_only_methods_that_take_bodies",
        ),
    ),
    Row(
        "Specify the return type of success responses",
        "`success-response`, `response-agrees`, `sample-valid`",
        (
            f"{MISTAKE}only refusals",
            f"{MISTAKE}the decorator documents another type",
            f"{MISTAKE}the type of an attribute changes",
        ),
    ),
    Row(
        "you can pass a DRF serializer as the response",
        "a serializer class or instance is its type",
        ("spectacular/test_responses.py::test_a_team",),
    ),
    Row(
        "its serialize method must be typed to return a TypedDict",
        "`missing-annotation`",
        (
            "publish/test_findings.py::test_a_serializer_without_annotation",
            f"{MISTAKE}serialize without annotation",
        ),
    ),
    Row(
        "serialize method is typed to return an OrganizationMemberSCIMSerializerResponse",
        "`sample-valid`: the TypedDict is the schema",
        (f"{RULES}test_sample_valid.py::test_the_field_is_named_with_its_line",),
    ),
    Row(
        "you must inherit from a TypedDict with total=False",
        "total=False, and NotRequired too",
        ("publish/test_steps.py::test_optional_fields_and_null",),
    ),
    Row(
        "Optional fields should be grouped together",
        "nobody has to: NotRequired stands beside required keys",
        ("publish/test_steps.py::test_optional_fields_and_null",),
    ),
    Row(
        "For fields that may be null, use Optional",
        "Optional[T], T | None; `sample-valid`",
        (
            "publish/test_steps.py::test_optional_fields_and_null",
            f"{MISTAKE}Optional is removed",
        ),
    ),
    Row(
        "a field can be both optional and null",
        "both",
        ("publish/test_steps.py::test_optional_fields_and_null",),
    ),
    Row(
        "To return a list of objects or for additional customization",
        "inline_sentry_response_serializer, or list[T]",
        (
            "spectacular/test_responses.py::test_a_named_inline_response",
            "spectacular/test_responses.py::test_a_list_response",
        ),
    ),
    Row(
        "using the first method when your endpoint returns a single object",
        "both ways refer to one component",
        ("spectacular/test_views.py::test_one_component_for_all",),
    ),
    Row(
        "ensures the documentation stays up-to-date as the endpoint evolves",
        "`response-agrees`; types are checked by mypy and pyright",
        (
            f"{MISTAKE}the annotation says one, the decorator a list",
            "typechecking/test_checkers.py::test_each_bad_line_and_no_other",
        ),
    ),
    Row(
        "You can also provide OpenAPI JSON",
        "a dict is taken as it is, and judged by the same rules: `free-form`",
        (
            "spectacular/test_responses.py::test_raw_openapi",
            f"{MISTAKE}a response of anything",
        ),
    ),
    Row(
        "Specify error responses using the existing OpenApiResponse constants",
        "RESPONSE_...; `response-described`",
        (
            "test_responses.py::test_every_constant_says_what_it_is",
            f"{RULES}test_response_described.py::test_the_constants_are_described",
            f"{MISTAKE}an error declared as None",
        ),
    ),
    Row(
        "You can also define your own for more detailed messages",
        "`response-described`",
        (
            "spectacular/test_responses.py::test_description_and_status_of_an_openapi_response",
            f"{MISTAKE}an error without description",
        ),
    ),
    Row(
        "Specify the endpoint's sample response using the examples field",
        "`sample`, `sample-status`, `sample-agreement`",
        (
            f"{RULES}test_sample.py::test_nothing_is_missing",
            f"{MISTAKE}no sample",
            f"{MISTAKE}the wrong status",
            f"{MISTAKE}one slug with two ids",
        ),
    ),
    Row(
        "We keep all our examples in this folder",
        "SampleData: each object is written once",
        (
            "test_samples.py::test_an_object_is_its_attributes",
            "example/test_project.py::test_a_sample_is_of_a_response_with_a_status",
        ),
    ),
    Row(
        "You MUST INCLUDE this for all examples",
        "`sample-marked`: status_codes and response_only",
        (f"{RULES}test_sample_marked.py::test_what_a_sample_lacks",),
    ),
    Row(
        "response_only=True is required for all examples",
        "`sample-marked`",
        (f"{MISTAKE}a sample that is not marked", f"{MISTAKE}a sample without status"),
    ),
    Row(
        "only support showing one response example per endpoint",
        "`one-sample`, of each status",
        (
            f"{RULES}test_one_sample.py::test_one_sample_for_each_status",
            f"{MISTAKE}a second sample",
        ),
    ),
    # ------------------------------------------------------------ 4. the description
    Row(
        "Specify the endpoint description in the documentation using",
        "`description`",
        (
            f"{RULES}test_description.py::test_a_description",
            f"{MISTAKE}no docstring",
            f"{MISTAKE}an empty docstring",
        ),
    ),
    # ------------------------------------------------------------ documents written by hand
    Row(
        "you must delete the old documentation path",
        "`legacy-double` names the file to delete",
        (f"{MISTAKE}documented twice",),
    ),
    Row(
        "you must update both of them in the same PR",
        "`legacy-vanish`",
        ("publish/test_steps.py::test_what_would_vanish_with_a_hand_written_file",),
    ),
    Row(
        "will cause all other requests to disappear",
        "`legacy-vanish` names them",
        ("publish/test_steps.py::test_what_would_vanish_with_a_hand_written_file",),
    ),
    # ------------------------------------------------------------ the commands
    Row(
        "make test-api-docs builds the OpenAPI JSON, validates",
        "apidocs test: `sample-valid`, `openapi`, `contract-tests`",
        (
            "publish/test_steps.py::test_the_make_targets_run_the_commands",
            "publish/test_test_command.py::test_a_document_that_is_no_openapi",
            "publish/test_test_command.py::test_contract_tests_that_fail",
            f"{MISTAKE}a number as text",
        ),
    ),
    Row(
        "make build-api-docs builds the OpenAPI JSON",
        "apidocs build",
        (
            "publish/test_steps.py::test_the_make_targets_run_the_commands",
            "publish/test_command.py::test_the_files",
            "publish/test_command.py::test_the_same_bytes_in_every_process",
        ),
    ),
    Row(
        "The build will fail if there are any warnings",
        "exit code 1, and the old files stay",
        (
            "publish/test_command.py::test_fail_on",
            "publish/test_command.py::test_an_error_leaves_the_old_files",
        ),
    ),
    Row(
        "make diff-api-docs produces a diff",
        "apidocs diff",
        (
            "publish/test_steps.py::test_the_make_targets_run_the_commands",
            "publish/test_diff.py::test_the_base_of_the_settings",
        ),
    ),
    Row(
        "make watch-api-docs autmatoically rebuilds",
        "apidocs watch",
        (
            "publish/test_steps.py::test_the_make_targets_run_the_commands",
            "preview/test_watch.py::test_a_save_is_served",
        ),
    ),
    Row(
        "Use make watch-api-docs to continuously build",
        "apidocs watch",
        ("preview/test_watch.py::test_a_save_is_served",),
    ),
    Row(
        "Copy the full path to {YOUR_SYSTEM_FOLDER}",
        "nobody has to: watch serves the page itself",
        ("preview/test_watch.py::test_a_save_is_served",),
    ),
    Row(
        "Run OPENAPI_LOCAL_PATH=<COPIED_FULL_PATH>",
        "nobody has to: watch serves the page itself",
        ("preview/test_watch.py::test_a_save_is_served",),
    ),
    Row(
        "you will need to rerun this commmand on every change",
        "nobody has to: a save builds again",
        ("preview/test_watch.py::test_a_save_is_served",),
    ),
    Row(
        "We hope to add this feature in the future",
        "a save builds again",
        ("preview/test_watch.py::test_a_save_is_served",),
    ),
    # ------------------------------------------------------------ a change, from review to release
    Row(
        "please add a screenshot of the page",
        "nobody has to: the changelog is a comment of the pull request",
        ("compat/test_recipes.py::test_a_pull_request_that_adds",),
    ),
    Row(
        "The openapi-diff test will fail when CI runs",
        "it fails on breaks only",
        (
            "compat/test_recipes.py::test_a_pull_request_that_breaks_clients",
            "compat/test_recipes.py::test_a_pull_request_that_adds",
        ),
    ),
    Row(
        "It is not required to merge",
        "a break that is meant is accepted by name, with a reason",
        ("compat/test_accepted.py::test_an_accepted_change_is_info_with_its_reason",),
    ),
    Row(
        "a series of GitHub Actions will be triggered",
        "one job that builds, compares and publishes",
        ("compat/test_recipes.py::test_publishing",),
    ),
    Row(
        "The openapi workflow in sentry updates the schema",
        "the same job",
        ("compat/test_recipes.py::test_publishing",),
    ),
    Row(
        "The cascade-to-sentry-docs workflow",
        "the same job",
        ("compat/test_recipes.py::test_publishing",),
    ),
    Row(
        "The bump-api-schema-sha workflow in sentry-docs fetches",
        "the same job",
        ("compat/test_recipes.py::test_publishing",),
    ),
    Row(
        "The team responsible for the endpoint",
        "owner = ... on the view, in every finding",
        ("publish/test_waivers.py::test_a_waiver_that_is_not_needed_any_more",),
    ),
)

# Sentences without a step that a tool could check or do, by reason.
ASKS_NOTHING = {
    "a heading": (
        "Making an API Public",
        "Managed Client",
        "Partially Managed Client",
        "External Client",
        "Private API",
        "Public API",
        "Private Attributes in a Public Endpoint",
        "DRF (Django REST Framework)",
        "API Versioning",
        "Making an endpoint public",
        "When to make an API public?",
        "How to make an endpoint public?",
        "Declaring the Endpoint Public",
        "Sidebar Tab",
        "Method Decorator",
        "Title",
        "Path and Query Parameters",
        "Request Schema",
        "Success Responses",
        "Error Responses",
        "Sample Response Body",
        "Endpoint Description",
        "Building and Testing Locally",
        "Build Process",
        "Requesting an API to be public",
        "When should an attribute be required?",
        "What does it mean when a response doesn't have a schema?",
        "I have a question and it has not been answered.",
        "Can customers use private endpoints?",
        "Want an endpoint to be public?",
    ),
    "an explanation": (
        "In this document, we explain",
        "A managed client is one",
        "In this type of client, we control",
        "A partially-managed client is one",
        "While we control the endpoints the CLI uses",
        "An external client is a client",
        "For this type of client, we have no control",
        "Our public API is documented at",
        "As an example:",
        "The response has multiple attributes:",
        "Let's say we also return a nickname",
        "Django REST framework is a powerful",
        "Sentry APIs are built using DRF",
        "Sentry's API is v0",
        "keep in mind that our API is still under development",
        "The reason the attribute and its type cannot be changed",
        "offers considerable benefits",
        "allows our customers to incorporate",
        "gives Sentry more visibility",
        "API Documentation consists of:",
        "@extend_schema decorator to perform the documentation",
        "The sections below outline each step",
        "In the example below the endpoint is tagged",
        "There are three ways to do this:",
        "For example, this sample code has the 200 status code",
        "To see your changes in the docs locally:",
        "In sentry:",
        "In sentry-docs:",
        "e.g. /Users/yourname",
        "This means that while the endpoint is public",
        "This is a relic from migrating",
        "However private endpoints are liable to change",
        "Yes, if they wish",
        "Please be careful using them",
    ),
    "a link": (
        "See here for an example of this",
        "See here for detailed doc build instructions",
        "You can edit this page on GitHub",
    ),
    "a question for people": (
        "As a guide, use these questions:",
        "making the public endpoint stable?",
        "Will the API change substantially in the future?",
        "If your answers are Yes and No",
        "Look at the issues on sentry",
        "If a request has already been made",
        "If not, create a feature request",
        "API label.",
        "they can determine whether to make it public",
        "No problem.",
        "Send us an email",
    ),
    "code, in whole or in part": (
        '"slug": "the-interstellar-jurisdiction"',
        "class OrganizationTeamsEndpoint(...):",
        "from drf_spectacular.utils import extend_schema",
        'operation_id="Create a New Team"',
        "TeamSerializer, 400:",
        "RESPONSE_BAD_REQUEST, 403:",
        "RESPONSE_FORBIDDEN, 404:",
        'OpenApiResponse(description="A team with this slug already exists.")',
        "TeamSerializer, 404:",
        "Create a new team bound to an organization.",
        "GlobalParams.ORG_SLUG,",
        "class ExampleResponseOptional(TypedDict, total=False):",
        "class ExampleResponse(TypedDict, ExampleResponseOptional):",
        "Optional[str]",
        "import inline_sentry_response_serializer 200:",
        "from drf_spectacular.types import OpenApiExample",
        "def post(self, request, organization, **kwargs):",
    ),
}
