export function LoginPage() { return null }
export function SetupPage() { return null }
export function JoinPage() { return null }
