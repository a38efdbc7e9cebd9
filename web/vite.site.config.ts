import { defineConfig } from "vite";

// The pages' script of one language, which the mode names: classic, so that it runs from file://, and whole, so that no
// part is fetched by itself.
export default defineConfig(({ mode: language }) => ({
  logLevel: "warn",
  build: {
    target: "es2022",
    outDir: "dist",
    emptyOutDir: false,
    lib: {
      entry: `src/site.${language}.ts`,
      formats: ["iife"],
      name: "cotejoSite",
      fileName: () => `site.${language}.js`,
    },
  },
}));
