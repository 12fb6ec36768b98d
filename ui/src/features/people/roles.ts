import type { Role } from '@/api/types'

export const roles = ['owner', 'lead', 'agent', 'viewer'] as const satisfies Role[]
