// The type of each attribute of Holder (nulls.py), as a person would write it.
import type { Holder } from "./types";

type Fits<A, B> = 0 extends 1 & A
  ? false // `any` fits everything
  : [A] extends [B] ? ([B] extends [A] ? true : false) : false;
declare function holds<_ extends true>(): void;
type Avatar = { url: string };
type Team = { slug: string };
type Node = { name: string; parent: Node | null };
type Cat = { kind: "cat"; meow: string };
type Dog = { kind: "dog"; bark: string };

holds<Fits<Holder["text"], string | null>>();
holds<Fits<Holder["number"], number | null>>();
holds<Fits<Holder["literal"], "a" | "b" | null>>();
holds<Fits<`${NonNullable<Holder["colour"]>}`, "red" | "blue">>(); // an enum in some clients
holds<Fits<Extract<Holder["colour"], null>, null>>();
holds<Fits<Holder["avatar"], Avatar | null>>();
holds<Fits<Holder["node"], Node | null>>();
holds<Fits<Holder["array"], Avatar[] | null>>();
holds<Fits<Holder["items"], (Avatar | null)[]>>();
holds<Fits<Holder["values"], Record<string, Avatar | null>>>();
holds<Fits<Holder["avatars"], Avatar[] | null>>();
holds<Fits<Holder["either"], Avatar | Team | null>>();
holds<Fits<Holder["pets"], Cat | Dog | null>>();
holds<Fits<Holder["others"], Avatar | Team | null>>();
holds<Fits<Holder["mixed"], Avatar | string | null>>();
holds<Fits<Holder["scalars"], number | string | null>>();
