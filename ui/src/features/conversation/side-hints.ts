import type { Conversation } from '@/api/types'

type Side = Pick<Conversation, 'playbooks' | 'promises' | 'remedy'>

/** What of the customer's pane is worth a word while it is folded away. A broken promise counts until it is made good. */
export function sideHints({ playbooks, promises, remedy }: Side) {
  return {
    playbook: playbooks[0],
    open: promises.filter((one) => one.state === 'open').length,
    broken: promises.filter((one) => one.state === 'broken' && !one.made_good_at).length,
    wish: Boolean(remedy?.asked_at) && !remedy?.decision,
  }
}
