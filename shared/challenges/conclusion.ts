/** How a closed challenge came out, once that is public. */
export interface Conclusion {
  outcome: 'awarded' | 'not-awarded'
  at: Date
}
