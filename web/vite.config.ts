import { defineConfig } from "vite";

// One classic script that needs nothing beside it: it runs in a page, as a worker, and from file://.
export default defineConfig({
  build: {
    target: "es2022",
    outDir: "dist",
    emptyOutDir: true,
    lib: {
      entry: "src/verifier.ts",
      formats: ["iife"],
      name: "cotejoVerifier",
      fileName: () => "verifier.js",
    },
  },
});
