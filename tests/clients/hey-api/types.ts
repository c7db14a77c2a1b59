import { retrieveATeam } from "./client";
import type { MemberResponse, ProjectResponse, TeamResponse } from "./client";

export type Alert = ProjectResponse["alerts"][number];
export type Role = MemberResponse["role"];
export type {
  AvatarResponse as Avatar,
  CategoryResponse as Category,
  EmailAlertResponse as EmailAlert,
  MemberResponse as Member,
  TeamResponse as Team,
  WebhookAlertResponse as WebhookAlert,
} from "./client";

// The client itself: parameters, body and errors are typed.
export async function retrieve(): Promise<TeamResponse | string> {
  const { data, error } = await retrieveATeam({
    path: { organization_slug: "the-interstellar-jurisdiction", team_slug: "ancient-gabelers" },
    query: { expand: ["members"] },
  });
  return data ?? error?.detail ?? "";
}
