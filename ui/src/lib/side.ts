export type SidePart = 'playbook' | 'promises' | 'remedy'

/** A part of the customer's pane that somebody asked for; a new one each time, so that asking again leads there again. */
export interface SideAt {
  conversationId: string
  part: SidePart
}
