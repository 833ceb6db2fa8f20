import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { Sentence } from './sentence.js'

const keeperFile = fileURLToPath(new URL('./keeper.js', import.meta.url))

/**
 * The supervisor's side of the keeper.
 * @typedef {object} Keeper
 * @property {number} pid
 * @property {(name: string, order: { command: string, args: string[], cwd: string, log: string }) => Promise<number>} start gives the server's process id
 * @property {(name: string) => boolean} isRunning
 * @property {(listener: (name: string) => void) => void} onEnded called when a server ends that nobody asked to end
 * @property {() => boolean} isStopping
 * @property {() => Promise<void>} stop ends every server, the last started first
 */

/**
 * Starts the keeper.
 * @returns {Keeper}
 */
export function startKeeper() {
  const child = fork(keeperFile, [], {
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: [],
  })
  /** @type {Set<string>} */
  const running = new Set()
  /** @type {((name: string) => void)[]} */
  const listeners = []
  let isStopping = false
  child.on('message', (/** @type {any} */ message) => {
    if (message.started) running.add(message.started)
    if (message.ended) {
      running.delete(message.ended)
      if (!isStopping) for (const listener of listeners) listener(message.ended)
    }
  })
  child.on('error', () => undefined)
  const gone = new Promise((resolve) => child.once('exit', resolve))
  return {
    pid: child.pid ?? 0,
    start: (name, order) =>
      new Promise((resolve, reject) => {
        const answer = (/** @type {any} */ message) => {
          if (message.started !== name && message.ended !== name) return
          child.off('message', answer)
          if (message.started) resolve(message.pid)
          else
            reject(
              new Sentence(`${name} did not start (${message.code}): ${order.command} is what was tried.`),
            )
        }
        child.on('message', answer)
        void gone.then(() =>
          reject(new Sentence(`${name} was not started, since everything is being stopped.`)),
        )
        child.send({ start: name, ...order }, () => undefined)
      }),
    isRunning: (name) => running.has(name),
    onEnded: (listener) => void listeners.push(listener),
    isStopping: () => isStopping,
    stop: async () => {
      isStopping = true
      if (child.connected) child.send({ stop: true }, () => undefined)
      await gone
    },
  }
}
