import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../../server/platform/paths.ts'
import featureList from '../../shared/platform/features.json' with { type: 'json' }
import { filesOf, floors } from './project-files.ts'

const longestFile = 300
const rooms = new Set(['platform', ...featureList.features])
const foldersOfTests = new Set(['architecture', 'journeys', 'faults', 'bench', 'data'])
const sources = filesOf([...floors, 'bin'], /\.(ts|js|njk|scss)$/)
const read = (file: string) => readFileSync(join(projectRoot, file), 'utf8')

describe('the house', () => {
  it.each(floors)('%s has rooms of the list only', (floor) => {
    const folders = readdirSync(join(projectRoot, floor), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
    const strange = folders.filter(
      (name) => !rooms.has(name) && !(floor === 'tests' && foldersOfTests.has(name)),
    )
    expect(strange).toEqual([])
  })

  it('has files of at most 300 lines', () => {
    const long = sources.filter((file) => read(file).split('\n').length > longestFile + 1)
    expect(long).toEqual([])
  })

  it('names nothing after nothing', () => {
    const vague = sources.filter((file) => /(^|[/.])(utils?|helpers?|common|misc|types)([/.]|$)/.test(file))
    expect(vague).toEqual([])
  })

  it('speaks the words of procurement here', () => {
    const visible = filesOf(['client'], /\.njk$/)
    const foreign = visible.filter((file) => /\b(RFP|tenderer|vendor)s?\b/i.test(read(file)))
    expect(foreign).toEqual([])
  })

  it('keeps roles of files in the room that they are named after', () => {
    const roles =
      /^(server|workers)\/([a-z-]+)\/([a-z-]+)\.(?:[a-z-]+\.)?(routes|pages|api|sockets|service|policy|model|presenter|jobs|reactions|schedule)\.ts$/
    const astray = sources.filter((file) => {
      const [, , room, name] = roles.exec(file) ?? []
      return room !== undefined && room !== 'platform' && room !== name
    })
    expect(astray).toEqual([])
  })
})
