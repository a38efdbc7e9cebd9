import { defineConfig } from "vite";
import { words } from "./words/plugin.ts";

// The pages' script of one language, which the mode names: classic, so that it runs from file://, and whole, so that no
// part is fetched by itself.
export default defineConfig(({ mode: language }) => ({
  logLevel: "warn",
  build: {
    target: "es2022",
    outDir: "dist",
    emptyOutDir: false,
    lib: {
      entry: "src/site.ts",
      formats: ["iife"],
      name: "cotejoSite",
      fileName: () => `site.${language}.js`,
    },
  },
  plugins: [words(language)],
}));
