export { ApprovalsPage } from '@/features/approvals'
export { CoachingPage, GuardPage } from '@/features/coaching'
export { PlaybooksPage } from '@/features/playbooks'
export { PromisesScreen } from '@/features/promises'
