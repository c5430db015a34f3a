// The event network on the screen: what a person types, and what they are told when nobody answers.
import { expect, signedIn, test } from './desk.ts';

test('주소를 입력하면 참여하고, 대답이 없으면 무엇을 할지 말하며, 나가면 처음으로 돌아간다', async ({
  launch,
  demoProfile,
}) => {
  const { page } = await signedIn(launch, demoProfile);
  await page.keyboard.press('Alt+Digit0');
  const section = page.getByRole('region', { name: '행사 네트워크' });
  await expect(section.getByRole('button', { name: '행사 네트워크 열기' })).toBeVisible();
  await section.getByRole('button', { name: '참여' }).press('Enter');
  await expect(page.getByLabel('주소')).toBeFocused();
  await page.keyboard.insertText('아무 글');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('alert')).toContainText('행사 네트워크의 주소가 아닙니다');
  // Nobody listens on the port of `discard`.
  await page.getByLabel('주소').fill('127.0.0.1:9');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(section).toContainText('끊김');
  await expect(section).toContainText('저절로 다시 시도합니다');
  await section.getByRole('button', { name: '나가기' }).press('Enter');
  await expect(section.getByRole('button', { name: '참여' })).toBeVisible();
});
