import MarkdownIt from 'markdown-it'

const markdown = new MarkdownIt({ html: false, linkify: false })

type Token = ReturnType<typeof markdown.parse>[number]

/** The words of a line; a link says where it leads, unless its words do. */
function wordsOf(tokens: Token[]): string {
  let words = ''
  let link: { href: string; from: number } | null = null
  for (const token of tokens) {
    const { type, content } = token
    if (type === 'softbreak' || type === 'hardbreak') words += '\n'
    else if (type === 'link_open') link = { href: String(token.attrGet('href') ?? ''), from: words.length }
    else if (type === 'link_close' && link) {
      const said = words.slice(link.from)
      if (link.href !== said && link.href !== `mailto:${said}`) words += ` (${link.href})`
      link = null
    } else words += content
  }
  return words
}

/** People's Markdown for where nothing but text can stand: a paragraph or an item of a list on each line. */
export function plainText(text: string): string {
  const lines: string[] = []
  const lists: { next: number | null }[] = []
  let isFirstOfItem = false
  for (const token of markdown.parse(text, {})) {
    if (token.type === 'bullet_list_open') lists.push({ next: null })
    if (token.type === 'ordered_list_open') lists.push({ next: Number(token.attrGet('start') ?? 1) })
    if (token.type.endsWith('_list_close')) lists.pop()
    if (token.type === 'list_item_open') isFirstOfItem = true
    const isWords = token.type === 'inline' || token.type === 'fence' || token.type === 'code_block'
    if (!isWords) continue
    const list = lists.at(-1)
    const mark = !list || !isFirstOfItem ? '' : list.next === null ? '- ' : `${list.next++}. `
    isFirstOfItem = false
    lines.push(mark + (token.children ? wordsOf(token.children) : token.content.trimEnd()))
  }
  return lines.join('\n')
}
