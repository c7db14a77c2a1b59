// What a person would write for the example's responses. Each fact stands between markers
// ("fact NAME" to "end"), and a test spoils the document to see that the fact then fails.
import type { Alert, Avatar, Category, EmailAlert, Member, Role, Team, WebhookAlert } from "./types";

type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type Mutual<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
declare function holds<_ extends true>(): void;

// fact null
holds<Same<Team["avatar"], Avatar | null>>();
export function picture(team: Team): string {
  return team.avatar === null ? "" : team.avatar.avatarUrl;
}
// end

// fact optional
holds<Same<Team["members"], Member[] | undefined>>();
holds<{} extends Pick<Team, "members"> ? true : false>();
holds<{} extends Pick<Team, "name"> ? false : true>();
// end

// fact union
holds<Mutual<Alert, EmailAlert | WebhookAlert>>();
export function target(alert: Alert): string {
  switch (alert.kind) {
    case "email":
      return alert.address;
    case "webhook":
      return alert.url;
  }
}
// end

// fact enum
holds<Same<Role, "owner" | "manager" | "member">>();
// end

// fact recursive
holds<Same<Category["children"], Category[]>>();
export function depth(category: Category): number {
  return 1 + Math.max(0, ...category.children.map(depth));
}
// end
