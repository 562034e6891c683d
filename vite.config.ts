import { paraglideVitePlugin } from '@inlang/paraglide-js'
import { sveltekit } from '@sveltejs/kit/vite'
import { defineConfig } from 'vite'

export default defineConfig({
  plugins: [
    paraglideVitePlugin({
      project: './src/lib/languages/project.inlang',
      outdir: './src/lib/languages/compiled',
      strategy: ['url', 'baseLocale'],
      emitTsDeclarations: true,
    }),
    sveltekit(),
  ],
  build: { target: 'es2022', chunkSizeWarningLimit: 1500 },
  ssr: { external: ['@electric-sql/pglite', '@electric-sql/pglite-postgis'] },
})
