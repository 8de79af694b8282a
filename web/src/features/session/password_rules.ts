import type { TextKey } from '../../app/texts'

/** The shortest password taken, in characters. */
export const passwordLengthMin = 10

/**
 * What is wrong with a new password, or null. Length counts more than a mix of signs; what is refused
 * besides is what is guessed first. Source: NIST SP 800-63B, 3.1.1.2.
 */
export function passwordFault(password: string, login: string): TextKey | null {
  const characters = Array.from(password)
  if (characters.length < passwordLengthMin) return 'password.short'
  if (login !== '' && password.toLowerCase().includes(login.toLowerCase())) return 'password.login'
  if (new Set(characters).size < 5) return 'password.repeats'
  return null
}
