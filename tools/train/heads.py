"""What the models say of a text: one head a question."""

INTENT = ["complaint", "request", "question", "praise", "other"]
SENTIMENT = ["negative", "neutral", "positive"]
SEVERITY = ["none", "mild", "serious", "grave"]
TONE = ["anger", "fear", "sadness", "irony"]
TOPICS = [
    "delivery", "returns_refund", "product_quality", "billing_price", "account_access", "app_website",
    "staff_service", "waiting_time", "booking_ticket", "delay_cancellation", "luggage_lost_property",
    "network_outage", "contract_cancel", "payment_card", "fraud_security", "food_hygiene",
    "availability_stock", "safety_health", "accessibility_discrimination", "other",
]  # fmt: skip

# How a head answers: softmax picks one label, sigmoid judges each label by itself.
HEADS = {
    "intent": ("softmax", INTENT),
    "sentiment": ("softmax", SENTIMENT),
    "severity": ("softmax", SEVERITY),
    "tone": ("sigmoid", TONE),
    "topics": ("sigmoid", TOPICS),
    "needs_answer": ("sigmoid", ["yes"]),
}
