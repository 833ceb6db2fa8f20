import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { asset } from '../../server/platform/assets.ts'
import { projectRoot } from '../../server/platform/paths.ts'

const built = join(projectRoot, 'dist/public')
const font = 'atkinson-hyperlegible-next-latin-wght-normal.woff2'
const read = (path: string) => readFileSync(join(built, path))
const weight = (path: string) => (path.endsWith('.woff2') ? read(path).length : gzipSync(read(path)).length)

interface Entry {
  file: string
  imports?: string[]
}

beforeAll(() => {
  if (existsSync(join(built, 'manifest.json'))) return
  execFileSync(process.execPath, ['node_modules/vite/bin/vite.js', 'build'], { cwd: projectRoot })
}, 60_000)

describe('what a page weighs', () => {
  const manifest = () =>
    JSON.parse(readFileSync(join(built, 'manifest.json'), 'utf8')) as Record<string, Entry>

  test('style, script and font together are at most 85 kB, which leaves 15 for the page itself', () => {
    const total = ['main.css', 'main.js', font].reduce((sum, name) => sum + weight(asset(name)), 0)
    expect(total).toBeLessThanOrEqual(85_000)
  })

  test('all scripts of all rooms together are at most 60 kB, without the rules of the coach', () => {
    const scripts = Object.values(manifest()).filter(
      ({ file }) => file.endsWith('.js') && !file.includes('coach-reading'),
    )
    const total = scripts.reduce((sum, { file }) => sum + weight(`/${file}`), 0)
    expect(scripts.length).toBeGreaterThan(3)
    expect(total).toBeLessThanOrEqual(60_000)
  })

  test('the rules of the coach are at most 49 kB without their examples, and come only when somebody writes', () => {
    const rules = manifest()['client/coaching/coach-reading.ts']
    expect(weight(`/${rules?.file}`)).toBeLessThanOrEqual(49_000)
    expect(read(`/${rules?.file}`).toString()).not.toContain('Supply of road salt.')
    const page = manifest()['client/coaching/coach.client.ts']
    expect(page?.imports ?? []).not.toContain('client/coaching/coach-reading.ts')
  })

  test('the live connection is not part of what every page loads', () => {
    const seen = new Set<string>()
    const follow = (key: string) => {
      if (seen.has(key)) return
      seen.add(key)
      for (const next of manifest()[key]?.imports ?? []) follow(next)
    }
    follow('client/platform/main.client.ts')
    const text = [...seen].map((key) => read(manifest()[key]?.file ?? '').toString()).join('')
    expect(text).not.toContain('engine.io')
    expect(text).not.toContain('EIO')
  })
})

describe('colours keep a contrast that can be read', () => {
  const source = readFileSync(join(projectRoot, 'client/platform/styles/_names.scss'), 'utf8')
  const [light = '', dark = ''] = source.split('@media')
  const names = (text: string): Record<string, string> =>
    Object.fromEntries(
      [...text.matchAll(/--([\w-]+): (#[0-9a-f]{3,6});/g)].map(([, name, value]) => [name, value]),
    )
  const schemes = { light: names(light), dark: { ...names(light), ...names(dark) } }

  function luminance(hex: string): number {
    const long = hex.length === 4 ? hex.replace(/[0-9a-f]/g, '$&$&') : hex
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
      const channel = Number.parseInt(long.slice(at, at + 2), 16) / 255
      return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  function contrast(one: string, other: string): number {
    const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
    return (high + 0.05) / (low + 0.05)
  }

  const grounds = ['paper', 'sheet', 'panel']
  const tints = ['moss-tint', 'amber-tint', 'clay-tint', 'sky-tint']
  const pairs: [text: string, ground: string][] = [
    ...['ink', 'muted', 'moss', 'clay', 'sky'].flatMap((text) =>
      grounds.map((ground): [string, string] => [text, ground]),
    ),
    ...tints.flatMap((ground): [string, string][] => [
      ['ink', ground],
      ['muted', ground],
      ['moss', ground],
    ]),
    ['moss-dark', 'moss-tint'],
    ['amber-ink', 'amber-tint'],
    ['clay-ink', 'clay-tint'],
    ['sky', 'sky-tint'],
    ['button-text', 'button'],
    ['button-text', 'button-hover'],
    ['masthead-text', 'masthead'],
    ['masthead-muted', 'masthead'],
    ['masthead-muted', 'masthead-low'],
    ['focus-text', 'focus'],
  ]
  for (const [scheme, colours] of Object.entries(schemes)) {
    test.each(pairs)(`${scheme}: %s on %s`, (text, ground) => {
      const [over, under] = [colours[text], colours[ground]]
      if (!over || !under) throw new Error(`No colour is called ${text} or ${ground}`)
      expect(contrast(over, under)).toBeGreaterThanOrEqual(4.5)
    })
  }
})
