-- The questions of the module's documentation, word for word. `segue demo` asks them.

SELECT * FROM audit_log WHERE entity_type = 'user' AND entity_id = 123;

SELECT * FROM consent WHERE granted = false;

SELECT date_trunc('month', created_at) AS month, COUNT(*) FROM analytics GROUP BY month;

SELECT * FROM check_health();

SELECT erase_user(user_id => 123);
