"""The application: performance target declarations (项目支出绩效目标申报表) from a clerk's data sheet.

Arrows: ``cli`` imports ``exchange``, ``exchange`` imports ``declaration``, and nothing points the other way.
"""

__version__ = "0.1.0"
