"""The live page of `apidocs watch`: it follows every save, and calls and checks the API.

`watcher` sees a save, `rebuilder` starts a build in a fresh process (`build_process`, which runs
`worker`) and puts its results into the store of `state`. The `server` serves them to this machine
only, and `calls` sends requests to the served project and checks the responses.
"""
