/** JSON that can stand in a page's script element: nothing in it can end that. */
export const scriptJson = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c')
