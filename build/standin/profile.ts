// The browser's profile folder, below the app's userData.
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from './boot.ts';

const BLOCKED = 2;

/** Settings that must stand before the first start: no bubbles, no suggestions, no device choosers, no downloads. */
export function writePreferences(profile: string): void {
  const file = path.join(profile, 'Default', 'Preferences');
  if (fs.existsSync(file)) return;
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const languages = 'ko-KR,ko,en-US,en';
  fs.writeFileSync(
    file,
    JSON.stringify({
      translate: { enabled: false },
      translate_blocked_languages: ['ko', 'en'],
      intl: { accept_languages: languages, selected_languages: languages },
      credentials_enable_service: false,
      autofill: { profile_enabled: false, credit_card_enabled: false },
      profile: {
        password_manager_enabled: false,
        // Electron shows no chooser for these unless the app draws one.
        default_content_setting_values: {
          usb_guard: BLOCKED,
          serial_guard: BLOCKED,
          hid_guard: BLOCKED,
          bluetooth_guard: BLOCKED,
        },
      },
      browser: { check_default_browser: false, has_seen_welcome_page: true },
      search: { suggest_enabled: false },
      alternate_error_pages: { enabled: false },
      safebrowsing: { enabled: false },
      signin: { allowed: false },
      net: { network_prediction_options: BLOCKED },
    }),
  );
}

/**
 * Makes the profile free to use. The browser of an app that was killed ends by itself when its pipe closes, a moment
 * later than the app: that moment is waited for, and what it left of its lock is removed.
 * Throws when another running app holds the profile.
 */
export async function freeProfile(profile: string): Promise<void> {
  const lock = path.join(profile, 'SingletonLock');
  const deadline = Date.now() + 5000;
  for (let owner = lockOwner(lock); owner !== null && isAlive(owner); owner = lockOwner(lock)) {
    if (Date.now() > deadline) {
      throw new Error('같은 자료 폴더로 실행 중인 프로그램이 있습니다. 그 창을 닫은 뒤 다시 시작하십시오.');
    }
    await sleep(50);
  }
  for (const name of ['SingletonLock', 'SingletonSocket', 'SingletonCookie']) {
    fs.rmSync(path.join(profile, name), { force: true });
  }
}

/** The lock is a symbolic link whose target is `host-pid`. */
function lockOwner(lock: string): number | null {
  try {
    return Number(fs.readlinkSync(lock).split('-').pop());
  } catch {
    return null;
  }
}
