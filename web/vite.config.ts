import { readFileSync } from 'node:fs'
import react from '@vitejs/plugin-react'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'

/** Writes the design tokens under a fixed name too: the public pages, which the server renders, link to them. */
function shareTokens(): Plugin {
  return {
    name: 'share-tokens',
    apply: 'build',
    generateBundle() {
      const source = readFileSync(new URL('src/app/tokens.css', import.meta.url))
      this.emitFile({ type: 'asset', fileName: 'tokens.css', source })
    },
  }
}

const server = process.env.BOAI_SERVER ?? 'http://127.0.0.1:8080'

export default defineConfig({
  base: '/console/',
  plugins: [react(), shareTokens()],
  server: { proxy: { '/api': server, '/r': server } },
  build: {
    outDir: 'dist',
    // The licences of what is bundled travel with it, as they demand.
    license: { fileName: 'licences.md' },
    // ECharts is the largest part and is only loaded with the dashboard.
    chunkSizeWarningLimit: 700,
  },
  test: {
    environment: 'happy-dom',
    include: ['tests/unit/**/*.test.{ts,tsx}'],
  },
})
