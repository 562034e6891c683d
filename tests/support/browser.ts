import { execFileSync } from 'node:child_process'
import { accessSync, constants, readdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'
import packagedChromium, { inflate } from '@sparticuz/chromium'

import { cachedFolder, hashOf } from './cache.ts'

/** How Playwright starts a Chromium on this machine. */
export interface BrowserLaunch {
  executablePath: string
  args: string[]
  env: Record<string, string>
}

/**
 * Root needs --no-sandbox; background networking would leave the machine; WebGL is SwiftShader's, in software, so that
 * a map is drawn the same with and without a graphics card.
 */
const args = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
]

/** The system's Chromium or Chrome; where there is none, the one that comes with npm. */
export async function findBrowser(): Promise<BrowserLaunch> {
  const executablePath = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'].flatMap(onPath).at(0)
  return executablePath === undefined ? packagedBrowser() : { executablePath, args, env: ownEnvironment() }
}

function onPath(program: string): string[] {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  return folders.map((folder) => join(folder, program)).filter(isExecutable)
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Unpacked once under node_modules; with its own libraries where the system lacks them (libnss3 and its kin). */
async function packagedBrowser(): Promise<BrowserLaunch> {
  const folder = await cachedFolder('chromium', hashOf(['package-lock.json']), unpackChromium)
  const libraries = hasLibrary('libnss3.so') ? [] : [join(folder, 'al2023', 'lib')]
  writeFileSync(join(folder, 'fonts', 'fonts.conf'), fontsConfiguration(join(folder, 'fonts')))
  const searched = [...libraries, folder, process.env['LD_LIBRARY_PATH'] ?? ''].filter((path) => path !== '')
  return {
    executablePath: join(folder, 'chromium'),
    args,
    env: { ...ownEnvironment(), LD_LIBRARY_PATH: searched.join(':'), FONTCONFIG_PATH: join(folder, 'fonts') },
  }
}

/** The package's own file looks for its fonts in the system's temporary folder; a Chromium without any font crashes. */
function fontsConfiguration(folder: string): string {
  const lines = [`<dir>${folder}</dir>`, '<dir>/usr/share/fonts</dir>', `<cachedir>${join(folder, 'cache')}</cachedir>`]
  return `<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>\n${lines.join('\n')}\n</fontconfig>\n`
}

async function unpackChromium(folder: string): Promise<void> {
  const packed = join(createRequire(import.meta.url).resolve('@sparticuz/chromium'), '..', '..', 'bin')
  // The package unpacks into the system's temporary folder; there the next user of the machine would find it.
  const temporary = process.env['TMPDIR']
  process.env['TMPDIR'] = folder
  try {
    await packagedChromium.executablePath()
    for (const name of readdirSync(packed)) if (name.startsWith('al2023')) await inflate(join(packed, name))
  } finally {
    if (temporary === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = temporary
  }
}

function hasLibrary(name: string): boolean {
  try {
    return execFileSync('/sbin/ldconfig', ['-p'], { encoding: 'utf8' }).includes(name)
  } catch {
    return false
  }
}

function ownEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}
