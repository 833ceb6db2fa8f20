import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { loadEnvFile } from 'node:process'
import { parseArgs } from 'node:util'
import { Sentence } from '../services/sentence.js'
import { projectRoot } from './project.js'

export const usage = `npm start -- [--port 3000] [--data-dir .data] [--fresh]

  --port      where to listen (or PORT)
  --data-dir  where MongoDB, Redis, secrets and logs live (or DATA_DIR)
  --fresh     delete the data folder first and begin anew

  MONGODB_URI and REDIS_URL use servers of yours. Other settings: .env.example.`

/**
 * What the person asked for, from the command line, the environment and .env, in this order.
 * @typedef {{ port: number, dataDir: string, isFresh: boolean, isHelp: boolean }} Options
 * @param {string[]} args
 * @returns {Options}
 * @throws {Sentence}
 */
export function readOptions(args) {
  if (existsSync(join(projectRoot, '.env'))) loadEnvFile(join(projectRoot, '.env'))
  const { values } = parse(args)
  const asked = values.port ?? (process.env.PORT || '3000')
  const port = Number(asked)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Sentence(
      `"${asked}" is not a port: give a number from 1 to 65535, such as npm start -- --port 3001.`,
    )
  }
  return {
    port,
    dataDir: resolve(projectRoot, values['data-dir'] ?? (process.env.DATA_DIR || '.data')),
    isFresh: values.fresh ?? false,
    isHelp: values.help ?? false,
  }
}

/** @param {string[]} args */
function parse(args) {
  try {
    return parseArgs({
      args,
      options: {
        port: { type: 'string' },
        'data-dir': { type: 'string' },
        fresh: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    })
  } catch (error) {
    throw new Sentence(`${/** @type {Error} */ (error).message.split('\n')[0]}\n\n${usage}`)
  }
}
