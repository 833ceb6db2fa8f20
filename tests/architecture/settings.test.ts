import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readConfig, settingNames } from '../../server/platform/config.ts'
import { projectRoot } from '../../server/platform/paths.ts'

const example = readFileSync(join(projectRoot, '.env.example'), 'utf8')
const settings = Object.fromEntries(
  [...example.matchAll(/^([A-Z0-9_]+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]),
)

describe('.env.example', () => {
  it('lists every setting and no other', () => {
    expect(Object.keys(settings).sort()).toEqual([...settingNames].sort())
  })

  it('shows the defaults', () => {
    const needed = { SESSION_SECRET: 'x'.repeat(32) }
    const shown = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== ''))
    expect(readConfig({ ...shown, ...needed })).toEqual(readConfig(needed))
  })

  it('is explained: each setting has a line of words above it or its neighbour', () => {
    expect(example.split('\n').filter((line) => line.startsWith('#')).length).toBeGreaterThanOrEqual(8)
  })
})
