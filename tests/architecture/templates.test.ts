import { join } from 'node:path'
import nunjucks from 'nunjucks'
import { projectRoot } from '../../server/platform/paths.ts'
import { filesOf } from './project-files.ts'

const folders = ['client', 'node_modules/govuk-frontend/dist'].map((folder) => join(projectRoot, folder))
const loader = new nunjucks.FileSystemLoader(folders)
// Filters and globals are looked up when a page is rendered; here a template must only be well formed.
const environment = new nunjucks.Environment(loader, { throwOnUndefined: false })
environment.getFilter = () => (value: unknown) => value

const templates = filesOf(['client'], /\.njk$/)

describe('templates', () => {
  it('are there', () => {
    expect(templates.length).toBeGreaterThan(10)
  })

  it.each(templates)('%s compiles', (file) => {
    const { src } = loader.getSource(file.replace('client/', ''))
    expect(() => nunjucks.precompileString(src, { name: file, env: environment })).not.toThrow()
  })

  it.each(templates)('%s names only templates that exist', (file) => {
    const { src } = loader.getSource(file.replace('client/', ''))
    const named = [
      ...src.matchAll(
        /\{%-?\s*(?:extends|include|import|from)\s+['"]([^'"]+)['"]\s*(?:-?%|import|as|with|ignore)/g,
      ),
    ].map((found) => found[1] ?? '')
    const missing = named.filter((name) => !loader.getSource(name))
    expect(missing).toEqual([])
  })
})
