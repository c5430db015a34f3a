import type { Page } from '@playwright/test';
import { axe } from './axe.ts';
import { expect, firstPage, makeCentre, openMenu, signIn, test, value } from './desk.ts';

/** Every screen that can be reached by keyboard, by name. */
const screens: readonly { name: string; go: (page: Page) => Promise<void> }[] = [
  { name: '오늘', go: (page) => page.keyboard.press('Alt+Digit1') },
  { name: '구직자', go: (page) => page.keyboard.press('Alt+Digit2') },
  {
    name: '구직자 기록',
    go: async (page) => {
      await page.getByRole('grid').focus();
      await page.keyboard.press('Enter');
    },
  },
  { name: '상담 쓰기', go: (page) => page.keyboard.press('KeyC') },
  { name: '구직자 접수', go: (page) => page.keyboard.press('Control+Shift+KeyN') },
  { name: '상담일지', go: (page) => page.keyboard.press('Alt+Digit3') },
  { name: '기업', go: (page) => page.keyboard.press('Alt+Digit4') },
  {
    name: '기업 기록',
    go: async (page) => {
      await page.getByRole('grid').focus();
      await page.keyboard.press('Enter');
    },
  },
  { name: '공장명부', go: (page) => page.keyboard.press('Alt+Digit5') },
  {
    name: '공장',
    go: async (page) => {
      await page.getByRole('grid').focus();
      await page.keyboard.press('Enter');
    },
  },
  {
    name: '공장명부 가져오기',
    go: async (page) => {
      await page.keyboard.press('Alt+Digit5');
      await expect(page.getByRole('grid')).toBeVisible();
      await page.keyboard.press('KeyI');
    },
  },
  {
    name: '접속기록 월 점검',
    go: async (page) => {
      await openMenu(page, '접속기록 월 점검');
      await expect(page.getByText('처음부터 끝까지 온전합니다', { exact: false })).toBeVisible();
    },
  },
  {
    name: '접속기록',
    go: async (page) => {
      await page.getByRole('button', { name: '기록 보기' }).press('Enter');
      await expect(page.getByRole('grid', { name: '접속기록 목록' })).toBeVisible();
    },
  },
  {
    name: '프로그램 정보',
    go: async (page) => {
      await page.getByRole('button', { name: '화면 설정과 로그아웃' }).press('Enter');
      await page.getByRole('menuitem', { name: '프로그램 정보' }).press('Enter');
      await expect(page.getByRole('heading', { name: '프로그램 정보', level: 1 })).toBeVisible();
    },
  },
  {
    name: '내 계정',
    go: async (page) => {
      await openMenu(page, '내 계정');
      await expect(page.getByRole('heading', { name: '내 계정', level: 1 })).toBeVisible();
    },
  },
  {
    name: '계정 관리',
    go: async (page) => {
      await openMenu(page, '계정 관리');
      await expect(page.getByRole('list', { name: '계정', exact: true })).toBeVisible();
    },
  },
  {
    name: '새 계정',
    go: async (page) => {
      await page.keyboard.press('KeyN');
      await expect(page.getByRole('dialog')).toBeVisible();
    },
  },
  {
    name: '박람회 도우미',
    go: async (page) => {
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: '박람회 도우미 여러 명' }).press('Enter');
      await expect(page.getByRole('dialog')).toBeVisible();
    },
  },
  {
    name: '설정',
    go: async (page) => {
      await page.keyboard.press('Escape');
      await openMenu(page, '설정');
      await expect(page.getByRole('heading', { name: '열쇠' })).toBeVisible();
    },
  },
  {
    name: '동기화',
    go: async (page) => {
      await page.keyboard.press('Alt+Digit0');
      await expect(page.getByRole('list', { name: '노트북' })).toBeVisible();
    },
  },
  {
    name: '허브에 연결',
    go: async (page) => {
      await page.getByRole('button', { name: '허브에 연결' }).press('Enter');
      await expect(page.getByRole('dialog')).toBeVisible();
    },
  },
  {
    name: '파기대장',
    go: async (page) => {
      await page.keyboard.press('Escape');
      await openMenu(page, '파기대장');
      await expect(page.getByText('파기한 것이 없습니다.')).toBeVisible();
    },
  },
  {
    name: '찾기',
    go: async (page) => {
      await page.keyboard.press('Control+KeyK');
      await page.keyboard.insertText('김');
      await expect(page.getByRole('option').first()).toBeVisible();
    },
  },
  {
    name: '단축키',
    go: async (page) => {
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      await page.keyboard.press('F1');
      await expect(page.getByRole('dialog')).toBeVisible();
    },
  },
  {
    name: '화면 잠금',
    go: async (page) => {
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+KeyL');
      await expect(page.getByRole('heading', { name: /잠겨 있습니다/ })).toBeVisible();
    },
  },
];

for (const theme of ['light', 'contrast'] as const) {
  for (const text of [100, 200] as const) {
    test(`모든 화면이 ${theme === 'light' ? '밝은' : '고대비'} 화면, 글자 ${text}%에서 접근성 검사에 걸리지 않고 잘리지 않는다`, async ({
      launch,
      demoProfile,
    }) => {
      test.setTimeout(180_000);
      const page = await firstPage(await launch({ userData: demoProfile }));
      const violations: string[] = [];
      page.on('console', (message) => {
        if (/Content Security Policy|TrustedHTML|TrustedScript/i.test(message.text())) violations.push(message.text());
      });
      await page.setViewportSize({ width: 1280, height: 720 });
      await value(page, 'app.setLook', { theme, text });
      await page.reload();
      await expect(page.getByLabel('아이디')).toBeVisible();
      const found: string[] = (await axe(page)).map((line) => `로그인: ${line}`);
      await signIn(page);
      for (const { name, go } of screens) {
        await go(page);
        // Rows arrive a moment after their screen.
        await page.waitForTimeout(400);
        found.push(...(await axe(page)).map((line) => `${name}: ${line}`));
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        if (overflow > 0) found.push(`${name}: 옆으로 ${overflow}px 넘칩니다`);
      }
      expect(found).toEqual([]);
      expect(violations).toEqual([]);
    });
  }
}

for (const text of [100, 200] as const) {
  test(`처음 시작하는 화면과 복구 열쇠도 글자 ${text}%에서 접근성 검사에 걸리지 않고 잘리지 않는다`, async ({
    launch,
  }) => {
    test.setTimeout(180_000);
    const page = await firstPage(await launch());
    await page.setViewportSize({ width: 1280, height: 720 });
    await value(page, 'app.setLook', { theme: 'light', text });
    await page.reload();
    const found: string[] = [];
    const look = async (name: string) => {
      found.push(...(await axe(page)).map((line) => `${name}: ${line}`));
      const overflow = await page.evaluate(() =>
        [...document.querySelectorAll('main, main *')].some(
          (element) => element.getBoundingClientRect().right > document.documentElement.clientWidth,
        ),
      );
      if (overflow) found.push(`${name}: 옆으로 넘칩니다`);
    };
    await expect(page.getByRole('button', { name: /새 센터 시작/ })).toBeFocused();
    await look('처음 시작');
    for (const way of [/쓰던 센터에 참여/, /백업에서 복원/]) {
      await page.getByRole('button', { name: way }).press('Enter');
      await look(String(way));
      await page.getByRole('button', { name: '뒤로' }).press('Enter');
    }
    await page.keyboard.press('Home');
    await makeCentre(page);
    await look('복구 열쇠');
    await page.getByRole('button', { name: '다 적었습니다' }).press('Enter');
    await look('복구 열쇠 확인');
    expect(found).toEqual([]);
  });
}
