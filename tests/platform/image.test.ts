import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../../server/platform/paths.ts'
import { filesOf } from '../architecture/project-files.ts'

const read = (file: string) => readFileSync(join(projectRoot, file), 'utf8')

test('the image needs no package that is left out of it', () => {
  const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> }
  const used = filesOf(['server', 'workers', 'shared'], /\.ts$/)
    .flatMap((file) => [
      ...read(file).matchAll(/^(?:import|export) (?!type).*from '((?:@[^/']+\/)?[^./'][^/']*)/gm),
    ])
    .map(([, name = '']) => name)
    .filter((name) => !name.startsWith('node:'))
  expect(used.length).toBeGreaterThan(50)
  expect(used.filter((name) => !(name in dependencies))).toEqual([])
})
