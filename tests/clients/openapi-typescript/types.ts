import type { components, paths } from "./schema";

type Schemas = components["schemas"];
export type Alert = Schemas["ProjectResponse"]["alerts"][number];
export type Avatar = Schemas["AvatarResponse"];
export type Category = Schemas["CategoryResponse"];
export type EmailAlert = Schemas["EmailAlertResponse"];
export type Member = Schemas["MemberResponse"];
export type Role = Schemas["MemberResponse"]["role"];
export type Team = Schemas["TeamResponse"];
export type WebhookAlert = Schemas["WebhookAlertResponse"];

// Errors are typed too.
type Retrieve = paths["/api/0/teams/{organization_slug}/{team_slug}/"]["get"];
export const refused: Retrieve["responses"][404]["content"]["application/json"] = {
  detail: "Not found.",
};
