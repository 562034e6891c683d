import adapter from '@sveltejs/adapter-node'

import { contentPolicy } from './src/lib/platform/content-policy.ts'

/** @type {import('@sveltejs/kit').Config} */
const config = {
  compilerOptions: { runes: true },
  kit: {
    adapter: adapter({ precompress: true }),
    // src/hooks.server.ts checks where a form comes from: it knows every name this machine is reached by.
    csrf: { trustedOrigins: ['*'] },
    csp: {
      mode: 'auto',
      // The page's own copy: Kit adds a nonce to it.
      directives: Object.fromEntries(Object.entries(contentPolicy).map(([name, values]) => [name, [...values]])),
    },
    typescript: {
      config: (generated) => ({
        ...generated,
        include: [
          ...generated.include,
          '../scripts/**/*.ts',
          '../db/**/*.ts',
          '../tests/**/*.ts',
          '../*.config.ts',
          '../*.config.js',
        ],
      }),
    },
  },
  vitePlugin: {
    dynamicCompileOptions: ({ filename }) => (filename.includes('node_modules') ? { runes: undefined } : undefined),
  },
}

export default config
