// The modules that the build makes of the catalogues (`words/plugin.ts`).

declare module "virtual:words" {
  const words: { readonly language: string; readonly messages: import("./site/words.ts").Messages };
  export default words;
}

declare module "virtual:check-words" {
  const words: Readonly<Record<string, import("./site/words.ts").Messages>>;
  export default words;
}
