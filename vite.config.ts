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
  build: {
    target: 'es2022',
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      // Messages compile to nothing, silently, when the language plugin is not found: that must not pass for a build.
      onLog(level, log, tell) {
        const isMessage = log.message.includes('languages/compiled')
        if (log.code === 'IMPORT_IS_UNDEFINED' && isMessage) throw new Error(log.message)
        tell(level, log)
      },
    },
  },
  ssr: { external: ['@electric-sql/pglite', '@electric-sql/pglite-postgis'] },
})
