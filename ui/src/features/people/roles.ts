import type { Role } from '@/api/types'

export const roles = ['owner', 'lead', 'agent', 'trainee', 'viewer'] as const satisfies Role[]
