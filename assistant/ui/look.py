"""How the page looks, and its one shortcut (Ctrl+Enter assesses)."""

CSS = """
.gradio-container { max-width: 1280px !important; margin: auto; }
.sl-head { display: flex; gap: 16px; align-items: baseline; padding: 8px 0; border-bottom: 2px solid #0f766e; }
.sl-head b { font-size: 26px; color: #0f766e; letter-spacing: 4px; } .sl-head span { color: #6b7280; }
.sl-card { border: 1px solid #e5e7eb; border-radius: 10px; padding: 12px 18px; margin: 10px 0; background: #fff; color: #1f2937; }
.sl-card h3 { margin: 4px 0 8px; font-size: 18px; } .sl-card h4 { margin: 10px 0 4px; font-size: 15px; }
.sl-two { display: grid; grid-template-columns: 1fr 1fr; gap: 18px; } @media (max-width: 900px) { .sl-two { grid-template-columns: 1fr; } }
.sl-law { border-left: 3px solid #0f766e; background: #f0fdfa; padding: 6px 12px; margin: 6px 0; line-height: 1.7; }
.sl-days { color: #6b7280; font-size: 12px; margin-left: 8px; } .sl-sub { color: #6b7280; margin-top: 6px; }
.sl-tag { display: inline-block; border-radius: 8px; background: #e0f2fe; color: #075985; padding: 0 8px; margin-left: 6px; font-size: 12px; font-weight: normal; }
.sl-tag.warn, .sl-tag.needs_facts { background: #fef3c7; color: #92400e; } .sl-tag.must_exempt, .sl-tag.may_exempt { background: #dcfce7; color: #166534; }
.sl-table { border-collapse: collapse; width: 100%; font-size: 14px; margin: 4px 0; } .sl-table td, .sl-table th { border: 1px solid #e5e7eb; padding: 4px 8px; text-align: left; vertical-align: top; }
.sl-table td:has(> .sl-met, > .sl-unmet, > .sl-unknown) { white-space: nowrap; }
.sl-met { color: #166534; } .sl-unmet { color: #b91c1c; } .sl-unknown { color: #b45309; }
.sl-warn { background: #fffbeb; border-left: 3px solid #f59e0b; padding: 4px 10px; margin: 6px 0; color: #78350f; } .sl-small { color: #6b7280; font-size: 13px; }
.sl-card mark { background: #fef9c3; padding: 0 2px; }
.sl-paper { background: #fff; color: #000; max-width: 820px; margin: 12px auto; padding: 48px 64px; box-shadow: 0 1px 8px #0003; font-family: FangSong, "仿宋", "Noto Serif CJK SC", "WenQuanYi Zen Hei", serif; font-size: 17px; line-height: 1.8; }
.sl-paper p { text-indent: 2em; margin: 0; } .sl-paper .title, .sl-paper .agency { text-align: center; text-indent: 0; font-size: 24px; font-weight: bold; }
.sl-paper .number, .sl-paper .center { text-align: center; text-indent: 0; margin-bottom: 12px; } .sl-paper .recipient { text-indent: 0; }
.sl-paper .right { text-align: right; } .sl-paper .heading { font-weight: bold; } .sl-paper .todo { color: #b91c1c; }
.sl-paper table { border-collapse: collapse; width: 100%; font-size: 14px; } .sl-paper td { border: 1px solid #000; padding: 2px 6px; }
"""

HEAD = """
<script>
document.addEventListener('keydown', (e) => {
  if ((e.ctrlKey || e.metaKey) && e.key === 'Enter') { const b = document.querySelector('#assess'); if (b) b.click(); }
});
</script>
"""
