import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

/** The server that the development server asks; the console itself is always served by the server. */
const server = process.env.PENSTOCK_URL ?? "http://127.0.0.1:7070";

export default defineConfig({
  plugins: [react()],
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    // the content security policy allows no script from elsewhere, and none inline
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
  },
  server: { proxy: { "/v1": server, "/v2": server, "/samples": server } },
  // seeded random cases take their time on a busy machine
  test: { environment: "node", include: ["src/**/*.test.ts"], testTimeout: 60_000 },
});
