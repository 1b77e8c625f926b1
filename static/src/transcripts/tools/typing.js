// Puts something at the cursor as if it were typed: it can be undone, and is saved like any letter.
export function type(area, text) {
  const before = document.activeElement;
  area.focus();
  if (!document.execCommand("insertText", false, text)) {
    area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }
  if (before && before.matches("button")) before.focus();
}

// The field somebody writes in, or wrote in last.
export const fieldOf = (desk, row) => {
  if (desk.writing && desk.writing.isConnected) return desk.writing;
  return row ? row.area : null;
};
