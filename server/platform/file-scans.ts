import { createReadStream } from 'node:fs'
import mongoose from 'mongoose'
import { type FileScan as ScanState, fileScans } from '../../shared/platform/file-scan.ts'
import { askClamd, type Verdict } from './clamd.ts'
import { now } from './clock.ts'
import { config } from './config.ts'
import { AppError } from './errors.ts'
import { logger } from './logger.ts'

/** A file that the scanner has not seen, or that it found something in; all others may be read. */
export interface FileScanRecord {
  /** The file's id. */
  _id: string
  state: ScanState
  /** What was found, as the scanner calls it. */
  found: string
  /** Which room can read the file, and where it is there. */
  room: string
  place: Record<string, string>
  keptAt: Date
  /** When the scanner is asked next. */
  dueAt: Date
  tries: number
}

const schema = new mongoose.Schema<FileScanRecord>(
  {
    _id: String,
    state: { type: String, enum: fileScans, required: true },
    found: { type: String, default: '' },
    room: { type: String, required: true },
    place: { type: mongoose.Schema.Types.Mixed, required: true },
    keptAt: { type: Date, required: true },
    dueAt: { type: Date, required: true },
    tries: { type: Number, default: 0 },
  },
  { collection: 'file_scans', versionKey: false, minimize: false },
)
schema.index({ state: 1, dueAt: 1 })
const FileScan = mongoose.model('FileScan', schema)

const { trusted } = mongoose
const firstPauseMs = 60_000
const longestPauseMs = 60 * 60_000
const atOnce = 20

/** What the scanner says of bytes; clean where none is configured. @throws what reading the source throws */
export async function scan(source: AsyncIterable<Buffer>): Promise<Verdict> {
  const { clamd } = config()
  if (!clamd) return { state: 'clean' }
  return askClamd(clamd, source, (reason) =>
    logger('platform').error({ err: reason }, 'The scanner for malware does not answer'),
  )
}

const foundIn = (name: string, found: string): string =>
  `“${name}” was not taken: our scanner found ${found} in it. Have your own computer checked.`

/**
 * Has an uploaded file scanned before it is kept.
 * @returns true if the scanner did not answer: the file is kept, and read by nobody until it did
 * @throws AppError wrong-type, at the field `files`, naming what was found
 */
export async function isUnscanned(path: string, name: string): Promise<boolean> {
  const verdict = await scan(createReadStream(path))
  if (verdict.state !== 'infected') return verdict.state === 'unanswered'
  const words = foundIn(name, verdict.found)
  throw new AppError('wrong-type', words, { files: words })
}

/** Keeps a file away from readers until the scanner has seen it. */
export async function quarantine(
  id: string,
  room: string,
  place: Record<string, string> = {},
): Promise<void> {
  const at = now()
  await FileScan.create({
    _id: id,
    state: 'waiting',
    room,
    place,
    keptAt: at,
    dueAt: new Date(at.getTime() + firstPauseMs),
  })
}

/** Which of these files nobody can read, and why. */
export async function scansOf(ids: string[]): Promise<Map<string, Pick<FileScanRecord, 'state' | 'found'>>> {
  const found = await FileScan.find({ _id: trusted({ $in: ids }) }).lean<FileScanRecord[]>()
  return new Map(found.map(({ _id, state, found: what }) => [_id, { state, found: what }]))
}

/** The same files; those that nobody can download say why. */
export async function withScans<File extends { id: string }>(
  files: readonly File[],
): Promise<(File & { scan?: ScanState })[]> {
  if (files.length === 0) return []
  const scans = await scansOf(files.map(({ id }) => id))
  return files.map((file) => {
    const state = scans.get(file.id)?.state
    return state ? { ...file, scan: state } : file
  })
}

/** @throws AppError conflict for a file that was not scanned yet, or in which something was found */
export async function refuseUnscanned(id: string): Promise<void> {
  const scanned = await FileScan.findById(id).lean<FileScanRecord>()
  if (!scanned) return
  throw new AppError(
    'conflict',
    scanned.state === 'infected'
      ? `Our scanner found ${scanned.found} in this file. Nobody can download it.`
      : 'This file has not been scanned for malware yet. Try again in a few minutes.',
  )
}

/** Files without a scan of theirs are forgotten with them. */
export async function forgetScan(id: string): Promise<void> {
  await FileScan.deleteOne({ _id: id })
}

/** How many files wait for the scanner, since when, and in how many it found something; for those who keep the site running. */
export async function waitingScans(): Promise<{ count: number; since: Date | null; infected: number }> {
  const [count, oldest, infected] = await Promise.all([
    FileScan.countDocuments({ state: 'waiting' }),
    FileScan.findOne({ state: 'waiting' }).sort({ keptAt: 1 }).lean<FileScanRecord>(),
    FileScan.countDocuments({ state: 'infected' }),
  ])
  return { count, since: oldest?.keptAt ?? null, infected }
}

/** Reads a file of one room again; null if it is gone. */
export type ScanReader = (id: string, place: Record<string, string>) => Promise<AsyncIterable<Buffer> | null>

/** What a room does once something was found in a file of its own; may be called twice for one file. */
export type ScanTeller = (id: string, place: Record<string, string>) => Promise<void>

/** How a room has its files scanned. */
export interface ScannedRoom {
  read: ScanReader
  tell?: ScanTeller
}

async function scanAgain({ _id, room, place, tries }: FileScanRecord, rooms: Record<string, ScannedRoom>) {
  const source = await rooms[room]?.read(_id, place)
  if (!source) return forgetScan(_id)
  const verdict = await scan(source)
  if (verdict.state === 'clean') return forgetScan(_id)
  const isInfected = verdict.state === 'infected'
  // Before it is noted: told twice is better than never.
  if (isInfected) await rooms[room]?.tell?.(_id, place)
  const pauseMs = Math.min(firstPauseMs * 2 ** tries, longestPauseMs)
  await FileScan.updateOne(
    { _id },
    {
      $set: isInfected
        ? { state: 'infected', found: verdict.found }
        : { dueAt: new Date(now().getTime() + pauseMs) },
      $inc: { tries: 1 },
    },
  )
  if (isInfected)
    logger('platform').warn({ fileId: _id, room, found: verdict.found }, 'A file is quarantined')
}

/** Asks the scanner again about files whose time has come. @param rooms each that keeps files */
export async function scanWaiting(rooms: Record<string, ScannedRoom>): Promise<void> {
  const due = FileScan.find({ state: 'waiting', dueAt: trusted({ $lte: now() }) })
    .sort({ dueAt: 1 })
    .limit(atOnce)
    .lean<FileScanRecord[]>()
  for (const one of await due) {
    try {
      await scanAgain(one, rooms)
    } catch (error) {
      // One that cannot be read keeps no other waiting, and nobody can download it meanwhile.
      logger('platform').error({ err: error, fileId: one._id, room: one.room }, 'A file cannot be scanned')
      const dueAt = new Date(now().getTime() + longestPauseMs)
      await FileScan.updateOne({ _id: one._id }, { $set: { dueAt }, $inc: { tries: 1 } })
    }
  }
}
