import type { Exercise, LessonPart, NoticeExample } from './course.ts'

// A line of its own in a lesson's Markdown says where an example or an exercise stands: `[[exercise:boilers]]`.
const place = /^\[\[(example|exercise):([a-z0-9-]+)\]\]$/

interface Placed {
  examples: NoticeExample[]
  exercises: Exercise[]
}

function partAt(kind: string, id: string, { examples, exercises }: Placed): LessonPart {
  if (kind === 'example') {
    const example = examples.find((one) => one.id === id)
    if (example) return { kind: 'example', example }
  } else {
    const exercise = exercises.find((one) => one.id === id)
    if (exercise) return { kind: 'exercise', exercise }
  }
  throw new Error(`names the ${kind} “${id}”, which its course does not have`)
}

const idOf = (part: LessonPart): string =>
  part.kind === 'example'
    ? `example ${part.example.id}`
    : part.kind === 'exercise'
      ? `exercise ${part.exercise.id}`
      : ''

/**
 * A lesson's text cut where its examples and exercises stand.
 * @throws Error saying what is missing, or there twice
 */
export function partsOf(markdown: string, placed: Placed): LessonPart[] {
  const parts: LessonPart[] = []
  let text: string[] = []
  const close = () => {
    const written = text.join('\n').trim()
    if (written !== '') parts.push({ kind: 'text', text: written })
    text = []
  }
  for (const line of markdown.replaceAll('\r\n', '\n').split('\n')) {
    const [, kind, id] = place.exec(line.trim()) ?? []
    const part: LessonPart | null = line.startsWith('## ')
      ? { kind: 'heading', text: line.slice(3).trim() }
      : kind === undefined || id === undefined
        ? null
        : partAt(kind, id, placed)
    if (part === null) text.push(line)
    else {
      close()
      parts.push(part)
    }
  }
  close()
  const shown = parts.map(idOf).filter(Boolean)
  const twice = shown.find((one, at) => shown.indexOf(one) !== at)
  if (twice) throw new Error(`has the ${twice} twice`)
  const all = [
    ...placed.examples.map(({ id }) => `example ${id}`),
    ...placed.exercises.map(({ id }) => `exercise ${id}`),
  ]
  const missing = all.find((one) => !shown.includes(one))
  if (missing) throw new Error(`has no place for the ${missing}`)
  return parts
}

const wordsIn = (text: string): number => text.split(/\s+/).filter((word) => /[\p{L}\d]/u.test(word)).length

function wordsOf(part: LessonPart): number {
  if (part.kind === 'text' || part.kind === 'heading') return wordsIn(part.text)
  if (part.kind === 'example') return wordsIn(part.example.quote)
  const { exercise } = part
  const more =
    exercise.kind === 'choose'
      ? exercise.options.map(({ text }) => text).join(' ')
      : exercise.kind === 'rewrite'
        ? exercise.original
        : ''
  return wordsIn(`${exercise.task} ${more}`)
}

// How many words a grown-up reads in a minute, as the library reckons it.
const wordsInMinute = 200

/** How many minutes it takes to read, at least one; trying the exercises comes on top. */
export const minutesOf = (parts: LessonPart[]): number =>
  Math.max(1, Math.round(parts.reduce((sum, part) => sum + wordsOf(part), 0) / wordsInMinute))
