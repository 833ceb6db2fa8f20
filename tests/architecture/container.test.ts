import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { parse } from 'yaml'
import { settingNames } from '../../server/platform/config.ts'
import { projectRoot } from '../../server/platform/paths.ts'
import { composeSchema } from './compose-schema.ts'

const read = (file: string) => readFileSync(join(projectRoot, file), 'utf8')

interface Service {
  image?: string
  command?: string[]
  environment?: Record<string, string>
  ports?: string[]
  container_name?: string
  depends_on?: Record<string, unknown>
}
const compose = parse(read('docker-compose.yml'), { merge: true }) as { services: Record<string, Service> }
const services = Object.entries(compose.services)
const dockerfile = read('Dockerfile')

describe('docker-compose.yml', () => {
  it('is what the Compose specification allows', () => {
    const validate = new Ajv2020({ allErrors: true, strict: false }).compile(composeSchema)
    validate(compose)
    expect(validate.errors ?? []).toEqual([])
  })

  it('depends only on services that are there', () => {
    const named = services.flatMap(([, { depends_on: needs }]) => Object.keys(needs ?? {}))
    expect(named.filter((name) => !compose.services[name])).toEqual([])
  })

  it('lets web and worker be scaled: no fixed name, no fixed port', () => {
    for (const name of ['web', 'worker']) {
      expect(compose.services[name]?.container_name).toBeUndefined()
      for (const port of compose.services[name]?.ports ?? []) expect(port).toMatch(/^\$\{[A-Z_]+:-\d+\}:\d+$/)
    }
  })

  it('sets only settings that exist, and those that production needs', () => {
    const set = Object.keys(compose.services['web']?.environment ?? {})
    expect(set.filter((name) => !settingNames.includes(name))).toEqual([])
    expect(set).toEqual(
      expect.arrayContaining([
        'NODE_ENV',
        'PUBLIC_URL',
        'MONGODB_URI',
        'REDIS_URL',
        'SMTP_URL',
        'SESSION_SECRET',
        'SEALING_KEYS',
        'AUDIT_KEY',
      ]),
    )
  })

  it('runs MongoDB as a replica set and a Redis that forgets nothing', () => {
    expect(compose.services['mongo']?.command).toContain('--replSet')
    expect(compose.services['redis']?.command).toEqual(
      expect.arrayContaining(['noeviction', '--appendonly', 'yes']),
    )
  })
})

describe('the image', () => {
  it('runs on Node 24 as somebody without rights, and says whether it lives', () => {
    expect(dockerfile).toMatch(/^FROM node:24-slim$/m)
    expect(dockerfile).toMatch(/^USER node$/m)
    expect(dockerfile).toMatch(/^HEALTHCHECK /m)
    expect(dockerfile).toContain('/health/live')
  })

  it('runs what the build makes', () => {
    const programs = [dockerfile, ...services.map(([, { command }]) => (command ?? []).join(' '))].join('\n')
    const named = [...new Set(programs.match(/dist\/[a-z/]+\.js/g))]
    expect(named.sort()).toEqual(['dist/bin/seed.js', 'dist/server/main.js', 'dist/workers/main.js'])
    for (const file of named) expect(read(file.replace('dist/', '').replace('.js', '.ts'))).not.toBe('')
  })
})
