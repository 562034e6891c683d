import { runCommand } from '#lib/platform/command.server.ts'
import { proveGuards } from './prove/guards.ts'

await runCommand({
  help: `
npm run prove -- guards
  Tar bort ett skydd i taget (radsäkerhetens regler, behörigheter, adressernas regler, gränser), kör de prov som ska märka
  det och skriver ut vilka som överlevde. Avslutas med 1 om något gjorde det.
  Takes away one guard at a time (policies of row security, permissions, the rules of addresses, limits), runs the tests that
  should notice, and prints which survived. Exit code 1 if any did.
`,
  run: async ([what]) => {
    if (what !== 'guards') {
      console.error('npm run prove -- guards')
      return 2
    }
    return (await proveGuards()) === 0 ? 0 : 1
  },
})
