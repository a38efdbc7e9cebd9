import { defineConfig } from "vite";

// The pages' script: classic, so that it runs from file://, and whole, so that no part is fetched by itself.
export default defineConfig({
  logLevel: "warn",
  build: {
    target: "es2022",
    outDir: "dist",
    emptyOutDir: false,
    lib: { entry: "src/site.ts", formats: ["iife"], name: "cotejoSite", fileName: () => "site.js" },
  },
});
