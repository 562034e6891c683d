import type { ProblemEntry } from './problem-entry.ts'

/** The registry's failures of accounts: of who somebody is, and what they may do. */
export const accountProblems = {
  'not-signed-in': {
    status: 401,
    title: {
      sv: 'Ni är inte inloggade, eller inte längre. Logga in och gör om det. Inget är ändrat.',
      en: 'You are not signed in, or no longer. Sign in and do it again. Nothing has been changed.',
    },
  },
  'sign-in-refused': {
    status: 400,
    title: {
      sv: 'E-postadressen eller lösenordet stämmer inte, eller så är kontot avstängt.',
      en: 'The e-mail address or the password is wrong, or the account is closed.',
    },
  },
  'provider-unavailable': {
    status: 503,
    title: {
      sv: 'Inloggningstjänsten svarar inte. Försök igen om en stund.',
      en: 'The sign-in service does not answer. Try again in a while.',
    },
  },
  'provider-refused': {
    status: 400,
    title: {
      sv: 'Inloggningen hos din myndighet blev inte klar. Försök igen.',
      en: 'The sign-in at your authority was not completed. Try again.',
    },
  },
  'provider-expired': {
    status: 400,
    title: {
      sv: 'Inloggningen tog för lång tid eller är redan använd. Börja om från inloggningssidan.',
      en: 'The sign-in took too long or has been used already. Start again from the sign-in page.',
    },
  },
  'provider-unknown': {
    status: 403,
    title: {
      sv: 'Kontot hos din myndighet är inte kopplat till någon här. Be er administratör om en inbjudan.',
      en: 'The account at your authority is not linked to anybody here. Ask your administrator for an invitation.',
    },
  },
  'provider-taken': {
    status: 409,
    title: {
      sv: 'Kontot är redan kopplat till någon annan här. Inget är ändrat.',
      en: 'The account is linked to somebody else here already. Nothing has been changed.',
    },
  },
  'passwords-off': {
    status: 400,
    title: {
      sv: 'Er myndighet tillåter inte lösenord här. Logga in genom myndighetens egen inloggning.',
      en: "Your authority does not allow passwords here. Sign in through the authority's own sign-in.",
    },
  },
  'code-refused': {
    status: 400,
    title: {
      sv: 'Koden stämmer inte, eller är redan använd. Vänta på nästa kod i appen, eller använd en reservkod.',
      en: 'The code is wrong, or has been used. Wait for the next code in the app, or use a backup code.',
    },
  },
  'second-step-expired': {
    status: 400,
    title: {
      sv: 'Det tog för lång tid mellan lösenordet och koden. Börja om med lösenordet.',
      en: 'It took too long between the password and the code. Start again with the password.',
    },
  },
  'password-refused': {
    status: 400,
    title: { sv: 'Lösenordet stämmer inte. Inget är ändrat.', en: 'The password is wrong. Nothing has been changed.' },
  },
  'weak-password': {
    status: 400,
    title: {
      sv: 'Lösenordet är för lätt att gissa. Ta minst 12 tecken, till exempel fyra ord som inte hör ihop, och högst 200.',
      en: 'The password is too easy to guess. Take at least 12 characters, four unrelated words for example, and at most 200.',
    },
  },
  'too-many-attempts': {
    status: 429,
    title: {
      sv: 'För många försök. Vänta en stund och försök igen.',
      en: 'Too many attempts. Wait a while and try again.',
    },
  },
  'purpose-missing': {
    status: 400,
    title: {
      sv: 'Ange vad uppgifterna ska användas till: välj ett ändamål, eller skriv ett.',
      en: 'State what the data are needed for: choose a purpose, or write one.',
    },
  },
  'unknown-person': {
    status: 404,
    title: { sv: 'Personen finns inte.', en: 'There is no such person.' },
  },
  'account-exists': {
    status: 409,
    title: {
      sv: 'Det finns redan ett konto med den e-postadressen. Inget är ändrat.',
      en: 'There is an account with that e-mail address already. Nothing has been changed.',
    },
  },
  'other-party': {
    status: 409,
    title: {
      sv: 'Personen hör till den andra parten i kommunen. Ingen får företräda båda. Inget är ändrat.',
      en: 'The person belongs to the other party in the municipality. Nobody may act for both. Nothing has been changed.',
    },
  },
  'two-steps-already-on': {
    status: 409,
    title: {
      sv: 'Tvåstegsinloggning är redan på. Stäng av den först, om ni vill byta app.',
      en: 'Two-step sign-in is on already. Turn it off first to change app.',
    },
  },
  'step-up-required': {
    status: 403,
    title: {
      sv: 'Bekräfta att det är du, och ange vad uppgifterna ska användas till.',
      en: 'Confirm that it is you, and state what the data are needed for.',
    },
  },
  'unknown-message': {
    status: 404,
    title: {
      sv: 'Brevet finns inte, eller är redan skickat.',
      en: 'There is no such letter, or it has been sent already.',
    },
  },
  'unknown-invitation': {
    status: 404,
    title: {
      sv: 'Inbjudan finns inte, är redan använd, återtagen eller för gammal. Be den som bjöd in om en ny.',
      en: 'There is no such invitation, or it is used, withdrawn or too old. Ask whoever invited you for a new one.',
    },
  },
  'accounts-not-connected': {
    status: 503,
    title: {
      sv: 'Ingen kan logga in just nu: databasens inloggning för konton är inte ansluten här.',
      en: "Nobody can sign in just now: the database's login for accounts is not connected here.",
    },
  },
} as const satisfies Record<string, ProblemEntry>
