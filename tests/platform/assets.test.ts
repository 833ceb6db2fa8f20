import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import express from 'express'
import request from 'supertest'
import { asset } from '../../server/platform/assets.ts'
import { projectRoot } from '../../server/platform/paths.ts'
import { assets } from '../../server/platform/web.ts'

const built = join(projectRoot, 'dist/public')

beforeAll(() => {
  if (existsSync(join(built, 'manifest.json'))) return
  execFileSync(process.execPath, ['node_modules/vite/bin/vite.js', 'build'], { cwd: projectRoot })
}, 60_000)

describe('what Vite built', () => {
  const get = (path: string, accepted: string) =>
    request(express().use('/assets', assets())).get(path).set('Accept-Encoding', accepted)
  const sizeOf = (path: string) => readFileSync(join(built, path)).length

  it.each([
    ['gzip, deflate, br', 'br', '.br'],
    ['gzip', 'gzip', '.gz'],
    ['identity', undefined, ''],
  ])('comes to who takes %s as it was compressed for them', async (accepted, encoding, ending) => {
    for (const name of ['main.css', 'main.js']) {
      const { headers } = await get(asset(name), accepted).expect(200)
      expect(headers['content-encoding']).toBe(encoding)
      expect(headers['content-length']).toBe(String(sizeOf(`${asset(name)}${ending}`)))
      expect(headers['content-type']).toMatch(/^text\/(css|javascript)/)
      expect(headers['vary']).toBe('Accept-Encoding')
      expect(headers['cache-control']).toContain('immutable')
    }
  })

  it('is much smaller so', () => {
    expect(sizeOf(`${asset('main.css')}.br`)).toBeLessThan(sizeOf(`${asset('main.css')}.gz`))
    expect(sizeOf(`${asset('main.css')}.gz`)).toBeLessThan(sizeOf(asset('main.css')) / 5)
  })
})
