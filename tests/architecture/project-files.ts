import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../../server/platform/paths.ts'

export const floors = ['server', 'client', 'workers', 'shared', 'tests']

/** Every file of these folders whose name ends so, as paths from the project's root. */
export const filesOf = (folders: string[], ending: RegExp): string[] =>
  folders.flatMap((folder) =>
    readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => ending.test(name))
      .map((name) => `${folder}/${name}`),
  )
