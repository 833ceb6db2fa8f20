import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parse } from 'yaml'
import { projectRoot } from '../../server/platform/paths.ts'
import { until } from './app.ts'
import { freshServices } from './database.ts'

// No container engine is needed: the files that the image holds, the commands that it runs, its health check.
const read = (file: string) => readFileSync(join(projectRoot, file), 'utf8')
const dockerfile = read('Dockerfile')
const { services } = parse(read('docker-compose.yml'), { merge: true }) as {
  services: Record<string, { command: string[] }>
}
const commandIn = (instruction: RegExp): string[] =>
  JSON.parse(instruction.exec(dockerfile)?.[1] ?? '[]') as string[]

const image = mkdtempSync(join(tmpdir(), 'foothold-image-'))
const port = 20_000 + Math.floor(Math.random() * 10_000)

function fillImage(): void {
  for (const [, sources = '', target = ''] of dockerfile.matchAll(/^COPY --from=built (.+) (\S+)$/gm)) {
    for (const source of sources.split(' ')) {
      const name = source.replace('/app/', '')
      const place = target === './' ? name : target
      mkdirSync(dirname(join(image, place)), { recursive: true })
      if (name === 'node_modules') symlinkSync(join(projectRoot, name), join(image, place))
      else cpSync(join(projectRoot, name), join(image, place), { recursive: true })
    }
  }
}

const { mongodbUri, redisUrl } = freshServices()
const environment = {
  PATH: process.env['PATH'],
  NODE_ENV: 'production',
  PORT: String(port),
  DATA_DIR: join(image, 'files'),
  PUBLIC_URL: `http://localhost:${port}`,
  MONGODB_URI: mongodbUri,
  REDIS_URL: redisUrl,
  SESSION_SECRET: 'a secret that only tests use, never anything else',
  SEALING_KEYS: Buffer.alloc(32, 'only for tests').toString('base64'),
  AUDIT_KEY: 'a key that only tests use, never anything else',
}

/** Runs a command in the image's folder. */
function run(command: string[]) {
  const child = spawn(process.execPath, command.slice(1), { cwd: image, env: environment })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  return { child, ended, said: () => said }
}

const running: ReturnType<typeof run>[] = []

beforeAll(() => {
  fillImage()
  mkdirSync(environment.DATA_DIR)
})
afterAll(async () => {
  for (const { child } of running) child.kill('SIGKILL')
  await Promise.all(running.map(async ({ ended }) => ended))
  rmSync(image, { recursive: true, force: true })
}, 30_000)

describe('what the image runs', () => {
  it('seeds, serves, works, tells its health and stops politely', async () => {
    // As for a real installation: the demonstration is loaded by start.test.
    const real = ['--no-demo', '--broker', 'Jo Bell <jo.bell@brokers.example>']
    const seed = run([...(services['seed']?.command ?? []), ...real])
    expect([await seed.ended, seed.said()]).toEqual([0, expect.any(String)])

    const web = run(commandIn(/^CMD (\[.*\])$/m))
    const worker = run(services['worker']?.command ?? [])
    running.push(web, worker)
    const isReady = async () =>
      (await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => undefined))?.ok
    await until(isReady, 60_000)
    await until(() => worker.said().includes('Worker process runs'), 60_000)
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200)

    const check = commandIn(/^ {2}CMD (\[.*\])$/m)
    expect(await run(check).ended).toBe(0)

    web.child.kill('SIGTERM')
    expect(await web.ended).toBe(0)
    expect(await run(check).ended).toBe(1)
  }, 240_000)
})
