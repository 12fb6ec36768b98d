import type { Role } from '@/api/types'

/** Whoever answers may stop everything; only leads and owners let replies leave again. */
export const maySwitch = (role: Role, stopped: boolean): boolean => role === 'owner' || role === 'lead' || (role === 'agent' && !stopped)
