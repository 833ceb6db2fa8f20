// Signs that XML 1.0 can't hold at all, not even escaped; people paste them.
const unspeakable = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

/** Text as XML can carry it, in elements and in attributes. */
export const xmlText = (text: string): string =>
  text.replaceAll(unspeakable, '').replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? sign)

/** `<name attribute="value">text</name>`; without text an empty element. */
export function xmlElement(name: string, text = '', attributes: Record<string, string> = {}): string {
  const said = Object.entries(attributes).map(([key, value]) => ` ${key}="${xmlText(value)}"`)
  return text ? `<${name}${said.join('')}>${xmlText(text)}</${name}>` : `<${name}${said.join('')}/>`
}
