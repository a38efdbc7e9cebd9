import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";
import { words } from "./words/plugin.ts";

/** Lets a script know its own text: a page that was opened from a disk makes its worker out of it. */
function ownText(name: string): Plugin {
  return {
    name: "own-text",
    generateBundle(_, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== "chunk") continue;
        const set = `globalThis.${name}Source="("+own+")();";`;
        chunk.code = `(function own(){${set}\n${chunk.code}\nglobalThis.${name}=${name};})();\n`;
      }
    },
  };
}

// One classic script that needs nothing beside it: it runs in a page, as a worker, and from file://.
export default defineConfig({
  logLevel: "warn",
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
  plugins: [words(), ownText("cotejoVerifier")],
  test: { include: ["test/**/*.test.ts"], globalSetup: "test/setup.ts", testTimeout: 300_000 },
});
