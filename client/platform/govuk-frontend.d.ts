/** GOV.UK Frontend ships no types; this is the part that we use. */
declare module 'govuk-frontend' {
  type Component = new (root: Element, config?: object) => unknown
  export function createAll(
    component: Component,
    config?: object,
    options?: { scope?: Element; onError?: (error: unknown) => void },
  ): unknown[]
  export const Button: Component
  export const CharacterCount: Component & {
    prototype: {
      config: { countType?: string }
      count: number
      $textarea: HTMLTextAreaElement
      updateCount: () => void
    }
  }
  export const Checkboxes: Component
  export const ErrorSummary: Component
  export const NotificationBanner: Component
  export const PasswordInput: Component
  export const Radios: Component
  export const SkipLink: Component
}
