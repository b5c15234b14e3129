import type { SafeStorage } from 'electron';
import type { Failure } from '../../app/failure.ts';
import type { KeychainAnswer, KeychainQuestion } from '../shell/protocol.ts';

/** What this file needs of Electron's safeStorage. */
export type SystemKeychain = Pick<
  SafeStorage,
  'isEncryptionAvailable' | 'encryptString' | 'decryptString' | 'getSelectedStorageBackend'
>;

/**
 * Answers the backend's questions about the computer's keychain. On Linux without a secret service Electron falls
 * back to `basic_text`, a key that is the same on every computer: that is no protection and is not used.
 * https://www.electronjs.org/docs/latest/api/safe-storage
 */
export function answerKeychain(
  keychain: SystemKeychain,
  platform: NodeJS.Platform,
  question: KeychainQuestion,
): KeychainAnswer {
  const { id } = question;
  const answer = (data: string | null): KeychainAnswer => ({ kind: 'keychainAnswer', id, data });
  try {
    if (question.action === 'describe') return answer(JSON.stringify(describe(keychain, platform)));
    if (describe(keychain, platform).failure) return answer(null);
    if (question.action === 'seal') return answer(keychain.encryptString(question.data).toString('base64'));
    return answer(keychain.decryptString(Buffer.from(question.data, 'base64')));
  } catch {
    // Sealed by another keychain, or the person refused access.
    return answer(null);
  }
}

function describe(
  keychain: SystemKeychain,
  platform: NodeJS.Platform,
): { backend: string; failure: Failure | null } {
  const backend = backendName(keychain, platform);
  if (backend === 'basic_text') return { backend, failure: { code: 'keychain.basicText', values: {} } };
  if (!keychain.isEncryptionAvailable())
    return { backend, failure: { code: 'keychain.unavailable', values: { backend } } };
  return { backend, failure: null };
}

function backendName(keychain: SystemKeychain, platform: NodeJS.Platform): string {
  if (platform === 'darwin') return 'keychain';
  if (platform === 'win32') return 'dpapi';
  return keychain.getSelectedStorageBackend();
}
