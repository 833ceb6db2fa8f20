import { io, type Socket } from 'socket.io-client'
import {
  clarificationsAnswered,
  watchClarifications,
} from '../../../shared/clarifications/clarifications.sockets.ts'
import { waitUntil } from './programs.ts'
import type { World } from './world.ts'

const each = 4
const longestApartMs = 20_000

export interface Listeners {
  /** How many have not the log that there is, some time after everything is over. */
  apart: () => Promise<number>
}

/** Pages that have a challenge open: each keeps its log up to date as a browser does. */
export function startListeners({ challengeIds }: World, urls: string[]): Listeners {
  const pages = challengeIds.flatMap((challengeId, i) =>
    Array.from({ length: each }, (_, j) => open(challengeId, urls, `10.3.${i}.${j + 1}`)),
  )
  return {
    apart: async () => {
      const lengths = new Map<string, number>()
      for (const challengeId of challengeIds)
        lengths.set(challengeId, await lengthOf(challengeId, urls[0] ?? ''))
      const isApart = ({ challengeId, numbers }: Page) =>
        numbers.length !== lengths.get(challengeId) || numbers.some((number, i) => number !== i + 1)
      await waitUntil('pages show what there is', () => !pages.some(isApart), longestApartMs).catch(
        () => undefined,
      )
      for (const { socket } of pages) socket.disconnect()
      return pages.filter(isApart).length
    },
  }
}

interface Page {
  challengeId: string
  /** The numbers of the answers that it shows, in the order in which they came. */
  numbers: number[]
  socket: Socket
}

const questionsOf = async (challengeId: string, url: string, after: number, address = '10.3.9.9') => {
  const answer = await fetch(`${url}/api/v1/challenges/${challengeId}/questions?after=${after}`, {
    headers: { 'X-Forwarded-For': address },
    signal: AbortSignal.timeout(5000),
  })
  if (!answer.ok) throw new Error(`The log could not be read: ${answer.status}`)
  return (await answer.json()) as { answered: { number: number }[]; answeredCount: number }
}

const lengthOf = async (challengeId: string, url: string): Promise<number> =>
  (await questionsOf(challengeId, url, 0)).answeredCount

function open(challengeId: string, urls: string[], address: string): Page {
  const numbers: number[] = []
  let turn = Number(address.split('.').at(-1))
  let isReading = false
  let isWanted = false
  /** Reads what is new, once more if there was news meanwhile, and again until it succeeds. */
  const read = async (): Promise<void> => {
    isWanted = true
    if (isReading) return
    isReading = true
    while (isWanted) {
      isWanted = false
      turn += 1
      const newer = await questionsOf(
        challengeId,
        urls[turn % urls.length] ?? '',
        numbers.length,
        address,
      ).catch(() => null)
      if (newer) numbers.push(...newer.answered.map(({ number }) => number).sort((a, b) => a - b))
      else {
        await new Promise((resolve) => setTimeout(resolve, 500))
        isWanted = true
      }
    }
    isReading = false
  }
  const url = urls[turn % urls.length] ?? ''
  const socket = io(url, {
    transports: ['websocket'],
    reconnectionDelayMax: 1000,
    extraHeaders: { Origin: url },
  })
  // As pages do: asked again while the database is away, and after being sent away.
  const watch = (): void => {
    socket.emit(watchClarifications, { challengeId }, ({ ok }: { ok: boolean }) => {
      if (ok) void read()
      else if (socket.connected) setTimeout(watch, 1000)
    })
  }
  socket.on('connect', watch)
  socket.on('disconnect', (reason) => {
    if (reason === 'io server disconnect') setTimeout(() => socket.connect(), 1000)
  })
  socket.on(clarificationsAnswered, () => void read())
  return { challengeId, numbers, socket }
}
