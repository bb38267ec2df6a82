/** No grid at all: what the page costs that changes the array. */
export function mount(host: HTMLElement) {
  host.append(document.createElement('p'));
  host.firstElementChild!.textContent = 'The very first';
  return {
    change() {},
    scroller: () => host,
    firstRow: () => host.firstElementChild as HTMLElement,
  };
}
